#!/bin/sh
# Checks out the commit of a release in a clone, and restarts the service that runs from it.
#
#   APP_FOLDER    the clone, such as /srv/app
#   APP_SERVICE   its systemd unit, such as app.service
#   APP_BUILD     program that is run in the clone before the restart; none by default
#
# The commit of a version is that of the tag of the same name, else the one the deployment names, else the one at the end
# of the version, as in 20250330-a1b2c3d. Serves deploy and roll-back alike. May run again at any time: checkout and
# restart end in the same state from wherever they begin. Changes made in the clone by hand are overwritten; what git ignores, such as data and modules, is left alone.
set -eu
: "${RELEVO_VERSION:?}" "${APP_FOLDER:?}" "${APP_SERVICE:?}"

cd -- "$APP_FOLDER"
folder=$(git rev-parse --absolute-git-dir)
exec 9>"$folder/relevo.lock"
flock 9 # another run of this script, also one that outlived a server that was killed
rm -f -- "$folder/index.lock" # left by a git that was killed: nobody else works in this clone

# Prints the commit of RELEVO_VERSION; fails when this clone does not have it.
commit_of_version() {
  git rev-parse --verify --quiet --end-of-options "refs/tags/$RELEVO_VERSION^{commit}" && return
  for commit in "${RELEVO_COMMIT:-}" "${RELEVO_VERSION##*-}"; do
    case $commit in
      '' | *[!0-9a-f]*) ;; # no commit, but the end of another kind of version
      *) git rev-parse --verify --quiet --end-of-options "$commit^{commit}" && return ;;
    esac
  done
  return 1
}

# The network is asked only for what is not here: going back works without it.
if ! commit=$(commit_of_version); then
  git fetch --quiet --tags origin
  if ! commit=$(commit_of_version); then
    echo "There is no commit of $RELEVO_VERSION in this repository" >&2
    exit 1
  fi
fi

git checkout --quiet --force --detach "$commit"
echo "Checked out $commit for $RELEVO_VERSION"
if [ -n "${APP_BUILD:-}" ]; then
  "$APP_BUILD" 9>&-
fi
systemctl restart "$APP_SERVICE" 9>&-
echo "Restarted $APP_SERVICE"
