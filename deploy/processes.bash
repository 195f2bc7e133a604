# shellcheck shell=bash
# Processes that outlive the script that starts them: started, recognised, stopped. Sourced by deploy/quickstart.
#
# A process is remembered in RUN/NAME.pid as "PID STARTED TAG". STARTED is the time of its start as /proc has it, so that
# a foreign process that got the same number later is never taken for ours, let alone killed. TAG is the caller's: a
# process with another tag is not the one that is wanted.
#
: "${run_folder:?the folder for pid files}" "${log_folder:?the folder for logs}"

# process_started PID - when it started, in ticks since boot; nothing where there is no such process, or only its corpse
process_started() {
    local stat
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
    # The second field, the program's name, may hold blanks and brackets: count from behind its last bracket.
    local fields
    read -r -a fields <<<"${stat##*) }"
    [ "${fields[0]}" = Z ] || printf '%s' "${fields[19]}"
}

# process_pid NAME - number of the running process of that name; status 1 where it does not run
process_pid() {
    local pid started
    { read -r pid started _ <"$run_folder/$1.pid"; } 2>/dev/null || return 1
    [ -n "$started" ] && [ "$(process_started "$pid")" = "$started" ] || return 1
    printf '%s' "$pid"
}

process_tag() {
    local tag=''
    { read -r _ _ tag <"$run_folder/$1.pid"; } 2>/dev/null || true
    printf '%s' "$tag"
}

# process_is_current NAME TAG - whether it runs, as TAG wants it, and from the program that lies on the disk now
process_is_current() {
    local pid
    pid=$(process_pid "$1") || return 1
    [ "$(process_tag "$1")" = "$2" ] && [[ $(readlink "/proc/$pid/exe") != *' (deleted)' ]]
}

# process_start NAME TAG PROGRAM ARGUMENT... - in a session of its own, without our terminal, logging to LOG/NAME.log;
# the log of the run before becomes NAME.log.1
process_start() {
    local name=$1 tag=$2
    shift 2
    [ ! -f "$log_folder/$name.log" ] || mv -f "$log_folder/$name.log" "$log_folder/$name.log.1"
    setsid "$@" </dev/null >"$log_folder/$name.log" 2>&1 9>&- &
    local pid=$!
    disown "$pid"
    printf '%s %s %s\n' "$pid" "$(process_started "$pid")" "$tag" >"$run_folder/$name.pid"
}

# process_stop NAME - asks it to end, kills it where it does not within ten seconds; says what was done
process_stop() {
    local name=$1 pid tries
    if pid=$(process_pid "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        for ((tries = 0; tries < 100; tries++)); do
            process_pid "$name" >/dev/null || break
            sleep 0.1
        done
        if process_pid "$name" >/dev/null; then
            kill -KILL "$pid" 2>/dev/null || true
            printf '  %-13s did not end within 10 s and was killed\n' "$name"
        else
            printf '  %-13s stopped\n' "$name"
        fi
    fi
    rm -f "$run_folder/$name.pid"
}
