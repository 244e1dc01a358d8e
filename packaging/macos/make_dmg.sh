#!/bin/sh
# Signs the .app where an identity is given, wraps it in a disk image, has it notarised, and staples the ticket.
# SIGN_IDENTITY: "Developer ID Application: …"; NOTARY_PROFILE: a profile stored by `xcrun notarytool
# store-credentials`. Without them the image is unsigned, and the person opens the app by its context menu.
set -eu
cd "$(dirname "$0")/../.."
version=$1
app="build/frozen/Relay Studio.app"
image="dist/relay-studio-$version-macos-$(uname -m).dmg"
stage=build/dmg

if [ -n "${SIGN_IDENTITY:-}" ]; then
    # From the inside out: first every library, then the program and the bundle with its entitlements.
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$SIGN_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist \
        --sign "$SIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi
mkdir -p dist
rm -rf "$stage" && mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "Relay Studio" -srcfolder "$stage" -format UDZO -ov "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    codesign --timestamp --sign "$SIGN_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
