#!/bin/bash
# A PostgreSQL server for the tests, shared by all test programs of one user, on a private socket.
#
#   postgresql_server.sh address FOLDER   starts it when it is not running and prints its address;
#                                         exit status 77 and a reason when there is no PostgreSQL
#   postgresql_server.sh guard FOLDER     used by the above: runs it until nobody needs it
#
# Whoever uses the server holds a shared lock on FOLDER.users for as long as it lives. The guard
# stops the server and removes FOLDER once nobody has held that lock for a few seconds, and the
# kernel stops the server should the guard die: no server outlives the tests.
set -euo pipefail
umask 077
readonly command=${1:?command} folder=${2:?folder}
readonly linger_s=5
readonly address="postgresql:///postgres?host=$folder/socket&user=boai"
export LC_ALL=C.UTF-8

find_programs() {
  local candidate
  for candidate in $(
    find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -rV
  ); do
    if [ -x "$candidate/initdb" ] && [ "$(basename "$(dirname "$candidate")")" -ge 15 ]; then
      echo "$candidate"
      return
    fi
  done
  echo "PostgreSQL 15 or newer is not installed (Debian: apt install postgresql)" >&2
  exit 77
}

# PostgreSQL refuses to run as root, and must not outlive the guard.
as_server=(setpriv --pdeathsig QUIT)
[ "$(id -u)" != 0 ] || as_server+=(--reuid nobody --regid nogroup --clear-groups)
readonly as_server

answers() { "$programs/pg_isready" -q -h "$folder/socket"; }

guard() {
  local descriptor
  for descriptor in /proc/self/fd/*; do
    descriptor=${descriptor##*/}
    [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
  done
  rm -rf "$folder"
  mkdir -m 700 "$folder" "$folder/socket"
  [ "$(id -u)" != 0 ] || chown -R nobody:nogroup "$folder"
  cd "$folder"
  "${as_server[@]}" "$programs/initdb" -D "$folder/data" -U boai --auth trust --encoding UTF8 \
    --locale C.UTF-8 --no-sync --no-instructions
  # Durability is not what these tests are about; everything else is as a server would have it.
  "${as_server[@]}" "$programs/postgres" -D "$folder/data" -k "$folder/socket" \
    -c listen_addresses= \
    -c unix_socket_permissions=0700 -c fsync=off -c full_page_writes=off \
    -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off \
    -c min_wal_size=32MB -c max_wal_size=128MB &
  local server=$!
  exec 8>"$folder.users"
  while kill -0 $server 2>/dev/null; do
    flock -x 8 && flock -u 8
    sleep $linger_s
    if flock -nx 8; then
      kill -INT $server || true
      wait $server || true
      rm -rf "$folder"
      return
    fi
  done
}

print_address() {
  exec 9>"$folder.start"
  flock -x 9
  if ! answers; then
    setsid "$0" guard "$folder" </dev/null >"$folder.log" 2>&1 9>&- &
    local waited
    for waited in $(seq 300); do
      if answers; then
        break
      elif [ "$waited" = 300 ] || ! kill -0 $! 2>/dev/null; then
        echo "the test server did not start; see $folder.log" >&2
        exit 1
      fi
      sleep 0.1
    done
  fi
  echo "$address"
}

programs=$(find_programs)
readonly programs
case $command in
  address) print_address ;;
  guard) guard ;;
esac
