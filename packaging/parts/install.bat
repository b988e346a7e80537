@echo off
rem GBK with CRLF line ends: cmd.exe reads batch files in the code page of its console
chcp 936 >nul 2>nul
setlocal
title auditor @VERSION@ 安装
if not exist "%~dp0wheels\" goto packed
if not exist "%~dp0install.py" goto packed

set "PY=%~dp0python\python.exe"
if exist "%PY%" goto install
for %%v in (@PYTHONS@) do call :launcher %%v
if defined FOUND goto found
call :plain python
if defined FOUND goto found
set "PY=%LOCALAPPDATA%\auditor\python\python.exe"
if exist "%PY%" goto install
for %%f in ("%~dp0python-*-installer.exe") do call :python_installer "%%~f"
if exist "%PY%" goto install
goto none

:found
set "PY=%FOUND%"
:install
"%PY%" "%~dp0install.py"
goto end

:launcher
if defined FOUND goto :eof
for /f "delims=" %%p in ('py -%1 -c "import sys; print(sys.executable)" 2^>nul') do set "FOUND=%%p"
goto :eof

:plain
for %%v in (@PYTHONS@) do call :plain_version %1 %%v
goto :eof

:plain_version
if defined FOUND goto :eof
%1 -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%2')" >nul 2>nul
if not errorlevel 1 set "FOUND=%1"
goto :eof

:python_installer
echo 正在安装 Python，请稍候……
start "" /wait "%~1" /passive InstallAllUsers=0 PrependPath=0 Include_launcher=0 Include_test=0 Include_doc=0 Shortcuts=0 "TargetDir=%LOCALAPPDATA%\auditor\python"
goto :eof

:packed
echo 请先把压缩包“全部解压缩”到一个文件夹，再双击里面的“安装”。
goto end

:none
echo 这台电脑上没有合用的 Python（需要 @PYTHONS_SAID@ 之一，64 位）。
echo 请向给您离线包的人要带 Python 的离线包，或先装好 Python @NEWEST@ 再来。
goto end

:end
echo.
if not defined AUDITOR_NO_PAUSE pause
