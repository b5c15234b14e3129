import { spawn } from 'node:child_process';

/**
 * Runs a program in the person's terminal and gives its exit code. Ctrl-C reaches both at once; the child decides,
 * and a signal to this process is handed on, so that nothing is left running. With `tied`, a Node child also ends
 * when this process is killed outright.
 */
export function runInTerminal(file, args, { env = process.env, cwd, tied = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = tied ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
    const child = spawn(file, args, { env, cwd, stdio });
    const handOn = (signal) => child.kill(signal);
    const stay = () => {};
    process.on('SIGINT', stay);
    process.on('SIGTERM', handOn);
    process.on('SIGHUP', handOn);
    const parentGone = () => child.kill('SIGTERM');
    process.on('disconnect', parentGone);
    const done = () => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', handOn);
      process.off('SIGHUP', handOn);
      process.off('disconnect', parentGone);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      done();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Runs a program quietly and keeps what it printed; `timeoutMs` ends it, and so does printing what `hopeless` matches. */
export function runQuietly(file, args, { env = process.env, cwd, timeoutMs = 0, hopeless = null } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (data) => {
      output = (output + data).slice(-200_000);
      if (hopeless?.test(String(data))) child.kill('SIGKILL');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : null;
    const leave = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.on('SIGTERM', leave);
    process.on('SIGHUP', leave);
    const done = (code) => {
      if (timer) clearTimeout(timer);
      process.off('SIGTERM', leave);
      process.off('SIGHUP', leave);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}
