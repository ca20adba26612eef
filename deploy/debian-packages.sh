#!/bin/sh
# Debian packages that `make test` uses: a browser, speech with known text, voices, a database, and Node for the client's tests.
set -eu
wanted="chromium pocketsphinx-testdata asterisk-core-sounds-ru-wav espeak-ng flite festival festvox-suopuhe-lj nodejs ffmpeg postgresql"
missing=""
for package in $wanted; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
# A Node that came from elsewhere is as good.
if command -v node >/dev/null 2>&1; then missing=$(printf '%s' "$missing" | sed 's/ nodejs//'); fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -eq 0 ]; then
    echo "installing Debian packages:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "The tests need these Debian packages; install them and try again:"
    echo "    sudo apt-get install --no-install-recommends$missing"
    exit 1
fi
