#!/bin/sh
# Runs inside the clean system: a session with a screen, a keyring and an input method, and a person in it.
# $1: fcitx5, ibus or nothing. The person's variables are those that Debian's im-config sets.
set -eu
framework=${1:-}
export HOME=/root LANG=C.UTF-8 VERIFY_INPUT_METHOD="$framework" XDG_RUNTIME_DIR=/run/verify
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 GTK_A11Y=none XDG_CURRENT_DESKTOP=GNOME
unset WAYLAND_DISPLAY QT_QPA_PLATFORM || true
rm -rf "$HOME/.local/share/relay-studio" && mkdir -p "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
case $framework in
    fcitx5) export QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx ;;
    ibus) export QT_IM_MODULE=ibus XMODIFIERS=@im=ibus ;;
esac
exec xvfb-run -a -s "-screen 0 1280x860x24 -nolisten tcp" dbus-run-session -- sh -c '
    openbox --sm-disable > /dev/null 2>&1 &
    printf secret | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1
    /usr/libexec/at-spi-bus-launcher --launch-immediately > /dev/null 2>&1 &
    sleep 1
    case $VERIFY_INPUT_METHOD in
        fcitx5)
            mkdir -p ~/.config/fcitx5
            printf "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n[Groups/0/Items/0]\nName=pinyin\nLayout=\n[GroupOrder]\n0=Default\n" > ~/.config/fcitx5/profile
            printf "[Behavior]\nActiveByDefault=True\n" > ~/.config/fcitx5/config
            fcitx5 -d > /dev/null 2>&1; sleep 3 ;;
        ibus)
            ibus-daemon -drx > /dev/null 2>&1; sleep 3; ibus engine libpinyin; sleep 1 ;;
    esac
    timeout 100 relay-studio --self-test > /verify/self-test.json 2> /dev/null
    timeout 300 python3 /verify/verify_session.py /verify
'
