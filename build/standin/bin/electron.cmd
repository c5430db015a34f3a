@echo off
"%~dp0..\..\..\node_modules\.bin\node.cmd" --disable-warning=ExperimentalWarning "%~dp0..\run.ts" %*
