import { type ChildProcess, spawn } from 'node:child_process'

/**
 * A tiny shell that outlives this process. It holds the reading end of a pipe; when this process ends in
 * whatever way, SIGKILL included, the pipe closes and the shell ends what is still listed: the last started first,
 * as an orderly stop would. Each line replaces the list: `SIGNAL:PID SIGNAL:PID …`.
 */
const script = `
# A process that ended but was not collected by its new parent still takes signals.
alive() {
  kill -0 "$1" 2>/dev/null || return 1
  case "$(cat "/proc/$1/stat" 2>/dev/null)" in *') Z '*) return 1 ;; esac
}
list=
while read -r line; do list=$line; done
for entry in $list; do
  kill -s "\${entry%%:*}" "\${entry##*:}" 2>/dev/null
  n=0
  while [ $n -lt 50 ] && alive "\${entry##*:}"; do sleep 0.1; n=$((n+1)); done
done
`

type Watched = { pid: number; signal: 'TERM' | 'INT' }

let shell: ChildProcess | undefined
const watched: Watched[] = []

/** Ends the process with the signal when this process dies without having stopped it. */
export function guard(pid: number, signal: Watched['signal']) {
  watched.unshift({ pid, signal })
  tell()
}

/** The process has ended, or may outlive this one. */
export function unguard(pid: number) {
  const at = watched.findIndex((entry) => entry.pid === pid)
  if (at >= 0) watched.splice(at, 1)
  tell()
}

function tell() {
  if (process.platform === 'win32') return
  if (!shell) {
    // An own session, so that Ctrl-C in the terminal does not reach it; neither it nor its pipe keeps us running.
    shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    shell.on('error', () => undefined)
    shell.stdin?.on('error', () => undefined)
    shell.unref()
    if (shell.stdin && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref()
  }
  shell.stdin?.write(`${watched.map(({ signal, pid }) => `${signal}:${pid}`).join(' ')}\n`)
}
