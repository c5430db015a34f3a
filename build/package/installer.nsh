; 모든 사용자에게 설치할지 묻지 않고 지금 사용자에게만 설치한다.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend
