#!/bin/sh
# Set this computer up for Lượt: Debian packages, .venv and the pinned Python packages.
# Quick when nothing changed. Sourced by ./run and ./check, which pass on what they need.
set -eu
[ -f pyproject.toml ] || cd "$(dirname "$0")"

# What ./run and ./check use, each with a file that proves that it is there.
luot_packages() {
    cat <<'LIST'
python3 /usr/bin/python3
python3-venv /usr/lib/python3/dist-packages/distutils-precedence.pth|/usr/lib/python3.11/ensurepip/__init__.py
ca-certificates /etc/ssl/certs/ca-certificates.crt
xvfb /usr/bin/Xvfb
chromium /usr/bin/chromium
libgl1 /usr/lib/*/libGL.so.1
libgl1-mesa-dri /usr/lib/*/dri/swrast_dri.so
libegl1 /usr/lib/*/libEGL.so.1
libxrender1 /usr/lib/*/libXrender.so.1
libmtdev1 /usr/lib/*/libmtdev.so.1
libatomic1 /usr/lib/*/libatomic.so.1
libusb-1.0-0 /usr/lib/*/libusb-1.0.so.0
libasound2 /usr/lib/*/libasound.so.2
LIST
}

luot_missing() {
    luot_packages | while read -r package proofs; do
        found=no
        for proof in $(echo "$proofs" | tr '|' ' '); do
            # shellcheck disable=SC2086  # the proof may be a pattern
            for file in $proof; do [ -e "$file" ] && found=yes; done
        done
        [ $found = yes ] || printf '%s ' "$package"
    done
}

missing=$(luot_missing)
if [ -n "$missing" ]; then
    root=""
    [ "$(id -u)" -eq 0 ] || root="sudo"
    if [ -n "$root" ] && ! command -v sudo >/dev/null 2>&1; then
        echo "Cần cài: $missing. Chạy lại bằng root. / To be installed: $missing. Run again as root." >&2
        exit 1
    fi
    echo "Đang cài / installing: $missing" >&2
    $root apt-get update -qq >&2
    # shellcheck disable=SC2086  # a list of package names
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >&2
fi

stamp=.venv/ready
if [ ! -e $stamp ] || [ pyproject.toml -nt $stamp ] || [ constraints.txt -nt $stamp ]; then
    python=python3
    "$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || python=/usr/bin/python3
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[kiosk,tour,dev]' >&2
    touch $stamp
fi
