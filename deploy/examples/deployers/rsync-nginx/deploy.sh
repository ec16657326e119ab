#!/bin/sh
# Copies a built release to where nginx serves it, and switches to it in one step.
#
#   PANEL_FROM   where builds are, one folder for each version: /srv/builds, or with rsync ci@build.example:/srv/builds
#   PANEL_TO     folder that is served: releases are in its releases/, and nginx's root is its link `current`
#
# Serves deploy and roll-back alike: a release that is still here is not copied again. May run again at any time: a release
# gets its name only when it is whole, and the link is replaced by renaming, which is atomic.
# Without rsync a local folder is copied by cp. `mv -T` is of GNU coreutils and BusyBox.
set -eu
: "${RELEVO_VERSION:?}" "${PANEL_FROM:?}" "${PANEL_TO:?}"
keep=5

case $RELEVO_VERSION in
  .*) echo "A version that begins with a dot is not served: $RELEVO_VERSION" >&2; exit 1 ;;
esac

mkdir -p -- "$PANEL_TO/releases"
exec 9>"$PANEL_TO/.lock"
flock 9 # another run of this script, also one that outlived a server that was killed

release="$PANEL_TO/releases/$RELEVO_VERSION"
unfinished="$PANEL_TO/releases/.unfinished"
if [ ! -d "$release" ]; then
  rm -rf -- "$unfinished"
  mkdir -- "$unfinished"
  if command -v rsync >/dev/null; then
    # Files that are as they were are linked, not stored twice.
    rsync -a --link-dest=../../current/ "$PANEL_FROM/$RELEVO_VERSION/" "$unfinished/"
  else
    cp -a -- "$PANEL_FROM/$RELEVO_VERSION/." "$unfinished/"
  fi
  if [ ! -f "$unfinished/index.html" ]; then
    echo "The build of $RELEVO_VERSION has no index.html" >&2
    exit 1
  fi
  mv -T -- "$unfinished" "$release"
  echo "Copied $RELEVO_VERSION"
fi
touch -- "$release" # the latest that was served is the last to be removed

ln -sfn -- "releases/$RELEVO_VERSION" "$PANEL_TO/.next"
mv -T -- "$PANEL_TO/.next" "$PANEL_TO/current"
echo "Serving $RELEVO_VERSION"

# Versions are made of A-Z a-z 0-9 . _ + -, so lines are safe. The one before stays, whatever its age.
cd -- "$PANEL_TO/releases"
ls -1t | tail -n +$((keep + 1)) | while IFS= read -r old; do
  if [ "$old" != "${RELEVO_PREVIOUS:-}" ]; then
    rm -rf -- "./$old"
    echo "Removed $old"
  fi
done
