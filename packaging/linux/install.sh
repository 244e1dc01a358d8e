#!/bin/sh
# Copies Relay Studio into the home folder and adds it to the menu, for this person alone. No root needed.
# Settings: RELAY_STUDIO_PREFIX (default ~/.local).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${RELAY_STUDIO_PREFIX:-$HOME/.local}
id=io.github.relaystudio.RelayStudio
program=$prefix/lib/relay-studio

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications"
rm -rf "$program.new"
cp -R "$here" "$program.new"
rm -rf "$program"
mv "$program.new" "$program"
ln -sf "$program/relay-studio" "$prefix/bin/relay-studio"
cp -R "$program/share/icons" "$prefix/share/"
# An executable's name in a desktop entry is quoted, for home folders with spaces.
sed "s|^Exec=relay-studio|Exec=\"$program/relay-studio\"|" "$program/share/$id.desktop" \
    > "$prefix/share/applications/$id.desktop"
if command -v update-desktop-database > /dev/null; then
    update-desktop-database -q "$prefix/share/applications" || true
fi
if command -v xdg-mime > /dev/null; then
    xdg-mime default "$id.desktop" x-scheme-handler/relaystudio || true
fi
echo "Relay Studio is in the menu now. · 已加入应用菜单：中转工坊"
echo "Remove it again with · 卸载命令: sh $program/uninstall.sh"
