@echo off
rem GBK with CRLF line ends: cmd.exe reads batch files in the code page of its console
chcp 936 >nul 2>nul
setlocal
set "CODE=1"
title auditor @VERSION@
if not exist "%~dp0wheels\" goto packed
if not exist "%~dp0install.py" goto packed

set "PY=%~dp0python\python.exe"
if exist "%PY%" goto path
set "FOUND="
for %%v in (@PYTHONS@) do call :launcher %%v
if defined FOUND goto command
for %%v in (@PYTHONS@) do call :plain %%v
if defined FOUND goto command
if not exist "%~dp0python-installer.exe" goto none

set "PY=%LOCALAPPDATA%\auditor\python\python.exe"
echo 正在安装 Python，请稍候……
start "" /wait "%~dp0python-installer.exe" /passive InstallAllUsers=0 PrependPath=0 Include_launcher=0 Include_test=0 Include_doc=0 Shortcuts=0 "TargetDir=%LOCALAPPDATA%\auditor\python"
if exist "%PY%" goto path
echo Python 没有装上。请重试，或双击离线包里的 python-installer 看看提示什么。
goto end

:path
"%PY%" "%~dp0install.py"
set "CODE=%ERRORLEVEL%"
goto end

:command
%FOUND% "%~dp0install.py"
set "CODE=%ERRORLEVEL%"
goto end

:launcher
if defined FOUND goto :eof
py -%1 -c "" >nul 2>nul
if not errorlevel 1 set "FOUND=py -%1"
goto :eof

:plain
if defined FOUND goto :eof
python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%1')" >nul 2>nul
if not errorlevel 1 set "FOUND=python"
goto :eof

:packed
echo 请先把压缩包“全部解压缩”到一个文件夹，再双击里面的“安装”。
goto end

:none
echo 这台电脑上没有合用的 Python（需要 @PYTHONS_SAID@ 之一，64 位）。
echo 请向给您离线包的人要带 Python 的离线包，或先装好 Python @NEWEST@ 再来。

:end
echo.
if not defined AUDITOR_NO_PAUSE pause
exit /b %CODE%
