; The installer for Windows, made by Inno Setup 6:   iscc /DVersion=0.1.0 packaging\windows\relay-studio.iss
; For this person alone, without administrator rights. Data, media and keys stay when it is removed.
#ifndef Version
  #define Version "0.0.0"
#endif
#define Id "io.github.relaystudio.RelayStudio"

[Setup]
AppId={#Id}
AppName=Relay Studio
AppVersion={#Version}
AppPublisher=Relay Studio
DefaultDirName={autopf}\Relay Studio
DefaultGroupName=Relay Studio
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=relay-studio-{#Version}-windows-x64-setup
SetupIconFile=build\art\relay-studio.ico
UninstallDisplayIcon={app}\relay-studio.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
; Signing, where a certificate is at hand:  iscc /Ssign="signtool sign /fd sha256 /tr ... /td sha256 $f" /DSign
#ifdef Sign
SignTool=sign
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "build\frozen\relay-studio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Relay Studio"; Filename: "{app}\relay-studio.exe"; AppUserModelID: "{#Id}"

[Registry]
Root: HKA; Subkey: "Software\Classes\relaystudio"; ValueType: string; ValueData: "URL:Relay Studio"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\relaystudio"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\relaystudio\DefaultIcon"; ValueType: string; ValueData: "{app}\relay-studio.exe,0"
Root: HKA; Subkey: "Software\Classes\relaystudio\shell\open\command"; ValueType: string; ValueData: """{app}\relay-studio.exe"" ""%1"""

[Run]
Filename: "{app}\relay-studio.exe"; Description: "{cm:LaunchProgram,Relay Studio}"; Flags: nowait postinstall skipifsilent
