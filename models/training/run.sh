#!/bin/sh
# Runs a training script with the settings that are fastest on a 2-core machine without a GPU.
cd "$(dirname "$0")" || exit 1
export OPENBLAS_CORETYPE=SkylakeX OMP_WAIT_POLICY=PASSIVE PYTHONUNBUFFERED=1
if [ -e /usr/lib/x86_64-linux-gnu/libjemalloc.so.2 ]; then
  export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
fi
script="$1"
shift
exec nice -n 10 /usr/bin/python3 "$script" "$@"
