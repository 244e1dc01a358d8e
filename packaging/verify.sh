#!/bin/sh
# Installs the .deb of dist/ in a clean Debian 12 and uses it there as a person would. As root; needs
# debootstrap, lintian, desktop-file-utils and appstream. Takes some minutes; no part of the ordinary checks.
# VERIFY_ROOT: where the clean system is made (default build/verify); it is made anew each time.
set -eu
cd "$(dirname "$0")/.."
deb=$(ls dist/relay-studio_*.deb | tail -n 1)
root=${VERIFY_ROOT:-$PWD/build/verify}
pictures=$PWD/build/pictures

step() { printf '\n== %s\n' "$*"; }
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive "$@"; }
install_inside() { inside apt-get install --yes -qq --no-install-recommends "$@" > /dev/null; }
leave() {
    for place in dev proc; do
        if mountpoint -q "$root/$place"; then umount "$root/$place"; fi
    done
}
trap leave EXIT

step "the files of the package"
desktop-file-validate packaging/linux/*.desktop
appstreamcli validate --no-net build/deb/usr/share/metainfo/*.metainfo.xml
lintian --fail-on error,warning "$deb"
du -sm build/frozen/relay-studio "$deb"

step "a clean system"
leave
rm -rf "$root"
debootstrap --variant=minbase bookworm "$root" > /dev/null
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mkdir "$root/verify"
cp "$deb" "$root/verify/relay-studio.deb"
cp packaging/verify_session.py packaging/verify_in_root.sh "$root/verify/"

step "installed without Python on the machine"
inside apt-get update -qq
install_inside /verify/relay-studio.deb
if inside sh -c 'command -v python3'; then
    echo "Python is there after all" >&2
    exit 1
fi
inside relay-studio --version
inside env QT_QPA_PLATFORM=offscreen relay-studio --self-test 2> /dev/null

step "used through its desktop entry"
install_inside xvfb xauth openbox xdotool xclip imagemagick dbus dbus-x11 gnome-keyring at-spi2-core procps \
    python3-gi gir1.2-atspi-2.0 libglib2.0-bin desktop-file-utils fonts-noto-cjk \
    fcitx5 fcitx5-chinese-addons ibus ibus-libpinyin
for framework in fcitx5 ibus; do
    echo "-- $framework"
    inside sh /verify/verify_in_root.sh $framework < /dev/null
    cat "$root/verify/self-test.json"
done
mkdir -p "$pictures"
cp "$root"/verify/*.png "$pictures"

step "removed; what the person made stays"
inside apt-get remove --yes -qq relay-studio > /dev/null
inside test -e /root/.local/share/relay-studio/studio.db
inside test ! -e /usr/lib/relay-studio
echo "verified"
