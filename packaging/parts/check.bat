@echo off
rem GBK with CRLF line ends: cmd.exe reads batch files in the code page of its console
chcp 936 >nul 2>nul
setlocal
title 法治政府建设年度报告自查
set "PY=%LOCALAPPDATA%\auditor\program\Scripts\python.exe"
if not exist "%PY%" set "PY=%LOCALAPPDATA%\auditor\program\python.exe"
if not exist "%PY%" goto none
"%PY%" "%LOCALAPPDATA%\auditor\drop.py" %*
exit /b %ERRORLEVEL%

:none
echo 还没有安装：请先双击离线包里的“安装”。
if not defined AUDITOR_NO_PAUSE pause
exit /b 1
