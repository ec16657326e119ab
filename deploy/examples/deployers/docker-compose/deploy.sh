#!/bin/sh
# Pulls the images of a release and starts its containers.
#
#   COMPOSE_FOLDER   folder with compose.yaml, whose images are tagged ${APP_TAG}
#
# Serves deploy and roll-back alike: the way back is the earlier tag, and an image that is still here is not asked for at
# the registry. May run again at any time: `up` changes only what is not as it should be. The tag is written to
# release.env, so that `docker compose --env-file release.env up -d` by hand starts the same release.
set -eu
: "${RELEVO_VERSION:?}" "${COMPOSE_FOLDER:?}"

case $RELEVO_VERSION in
  *+* | [.-]*) echo "An image cannot have the tag $RELEVO_VERSION" >&2; exit 1 ;;
esac

cd -- "$COMPOSE_FOLDER"
exec 9>.relevo.lock
flock 9 # another run of this script, also one that outlived a server that was killed

export APP_TAG="$RELEVO_VERSION" # wins over release.env
if [ "${RELEVO_STEP:-deploy}" = deploy ]; then
  docker compose pull --quiet
fi
printf 'APP_TAG=%s\n' "$APP_TAG" >release.env.next
mv -f release.env.next release.env
docker compose --env-file release.env up --detach --pull missing --remove-orphans
echo "Running $RELEVO_VERSION"
