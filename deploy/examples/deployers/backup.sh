#!/bin/sh
# Hook that runs before a deploy: keeps a copy of a folder, one archive for each deployment, the latest ten of them.
#
#   BACKUP_FROM   folder to keep a copy of, such as /srv/panel/data
#   BACKUP_TO     folder for the archives, such as /srv/backups/panel
#
# A database that is being written needs its own tool here (pg_dump, sqlite3 .backup): a copy of its files may be torn.
# May run again: an archive gets its name only when it is whole.
set -eu
: "${RELEVO_DEPLOYMENT:?}" "${RELEVO_VERSION:?}" "${BACKUP_FROM:?}" "${BACKUP_TO:?}"

mkdir -p -- "$BACKUP_TO"
exec 9>"$BACKUP_TO/.lock"
flock 9

archive="$BACKUP_TO/$RELEVO_DEPLOYMENT.tar.gz"
if [ -f "$archive" ]; then
  echo "There is a backup of this deployment already"
  exit 0
fi
tar -czf "$BACKUP_TO/.unfinished" -C "$BACKUP_FROM" .
mv -f -- "$BACKUP_TO/.unfinished" "$archive"
echo "Backed up before $RELEVO_VERSION: $archive"

# Names are deployment ids, so lines are safe.
cd -- "$BACKUP_TO"
ls -1t | sed -n '/\.tar\.gz$/p' | tail -n +11 | while IFS= read -r old; do
  rm -f -- "./$old"
done
