#!/bin/sh
# with-keyring.sh COMMAND...
# Runs a command with a real Secret Service (gnome-keyring) on a D-Bus session of its own, unlocked and
# empty, and ends with the command's exit code. Needs no display and no desktop; 99: it did not start.
#
# Debian: gnome-keyring libsecret-1-0 libsecret-tools dbus dbus-bin dbus-daemon
D=$(mktemp -d); export XDG_DATA_HOME=$D/data XDG_RUNTIME_DIR=$D/run
mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
# --unlock returns before the daemon owns its name on the bus, hence the wait.
dbus-run-session -- sh -c '
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
i=0; until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q "boolean true"
do i=$((i+1)); [ $i -gt 200 ] && exit 99; sleep 0.02; done
"$@"' sh "$@"; rc=$?; rm -rf "$D"; exit $rc
