/** What went wrong, in one sentence for the person in front of the terminal; printed without a stack. */
export class Trouble extends Error {}

/** Tells the person what goes on; the command line program keeps its standard output for its own results. */
export function tell(sentence) {
  if (process.argv[2] === 'thyromap') console.error(sentence);
  else console.log(sentence);
}

/** The one sentence behind a failed install: the commonest causes by what npm printed, else npm's own first error line. */
export function explainInstall(what, output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network (request|connectivity)/i.test(
      output,
    )
  )
    return `${what} could not be fetched: there is no network connection to the package registry. Connect this machine (or set the proxy) and run the command again.`;
  if (/ENOSPC|no space left/i.test(output))
    return `${what} could not be installed: the disk is full. Free about 2 GB and run the command again.`;
  if (/EACCES|EPERM|EROFS/i.test(output))
    return `${what} could not be installed: this folder may not be written to. Give your account the right to write here, or clone ThyroMap into a folder of your own.`;
  if (/CERT|self.signed|unable to (get|verify).*certificate/i.test(output))
    return `${what} could not be fetched: the registry's certificate is not trusted here. Set NODE_EXTRA_CA_CERTS to your network's certificate and run the command again.`;
  const line =
    output.split('\n').find((l) => /\b(npm error|npm ERR!)/.test(l)) ?? output.trim().split('\n').at(-1);
  return `${what} could not be installed (${(line ?? 'no reason given').trim()}).`;
}
