import { listKeptMail } from '../../server/platform/mail.ts'
import { until } from '../platform/app.ts'

/** The newest mail to an address whose subject fits, once it has arrived. */
export async function mailTo(to: string, subject: RegExp) {
  return until(async () => (await listKeptMail({ to })).find((mail) => subject.test(mail.subject)))
}

/** The path of the link in a mail. */
export function linkIn({ text }: { text: string }): string {
  const address = /https?:\/\/\S+/.exec(text)?.[0]
  if (!address) throw new Error(`No link in: ${text}`)
  return new URL(address).pathname
}
