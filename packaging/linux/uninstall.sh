#!/bin/sh
# Takes the program and its menu entry away; says what stays.
set -eu
program=$(cd "$(dirname "$0")" && pwd)
prefix=${RELAY_STUDIO_PREFIX:-$HOME/.local}
id=io.github.relaystudio.RelayStudio

if [ "$program" != "$prefix/lib/relay-studio" ]; then
    echo "Nothing is installed from here; this folder may simply be deleted." >&2
    exit 1
fi
rm -f "$prefix/bin/relay-studio" "$prefix/share/applications/$id.desktop"
rm -f "$prefix"/share/icons/hicolor/*/apps/$id.png "$prefix"/share/icons/hicolor/scalable/apps/$id.svg
rm -rf "$program"
echo "Relay Studio is gone. Your conversations stay in ~/.local/share/relay-studio, what you made in the"
echo "folders «Relay Studio» of your pictures, videos and music, and your keys in the system's keyring."
echo "程序已卸载。对话数据、作品文件夹和系统钥匙串中的密钥均予保留。"
