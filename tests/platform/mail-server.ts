import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/**
 * What the server does with the next messages. `hold-recipient` never answers RCPT TO, `hold-end` takes the
 * whole message and says nothing, `drop-end` takes it and hangs up: in the last two nobody can tell.
 */
export type MailBehaviour =
  | { kind: 'accept' }
  | { kind: 'refuse-recipient'; code: number; text?: string }
  | { kind: 'refuse-message'; code: number }
  | { kind: 'hold-recipient' }
  | { kind: 'hold-end' }
  | { kind: 'drop-end' }

export interface MailServer {
  /** For SMTP_URL. */
  url: string
  /** What it has said yes to. */
  taken: ParsedMail[]
  /** Messages that reached it whole, taken or not. */
  seen: () => number
  /** Connections at which it keeps somebody waiting. */
  held: () => number
  /** How often somebody connected. */
  connected: () => number
  /** Ends every connection without a word. */
  hangUp: () => void
  behave: (behaviour: MailBehaviour) => void
  /** Says yes to everybody who is kept waiting at RCPT TO. */
  release: () => void
  stop: () => Promise<void>
}

interface Connection {
  id: string
  _socket: { destroy: () => void }
}

const refusal = (code: number, text = 'Not today'): Error =>
  Object.assign(new Error(text), { responseCode: code })

/** A real SMTP server on a free port (or the port given, to come back where it was). */
export async function startMailServer(port = 0): Promise<MailServer> {
  const taken: ParsedMail[] = []
  let behaviour: MailBehaviour = { kind: 'accept' }
  let seen = 0
  let held = 0
  const waiting: (() => void)[] = []
  let connected = 0
  const hangUpOn = (isMeant: (connection: Connection) => boolean): void => {
    for (const connection of server.connections) {
      const known = connection as unknown as Connection
      if (isMeant(known)) known._socket.destroy()
    }
  }
  const server = new SMTPServer({
    onConnect(_session, answer) {
      connected += 1
      answer()
    },
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo(_address, _session, answer) {
      if (behaviour.kind === 'hold-recipient') {
        held += 1
        waiting.push(() => answer())
      } else if (behaviour.kind === 'refuse-recipient') answer(refusal(behaviour.code, behaviour.text))
      else answer()
    },
    onData(stream, session, answer) {
      const now = behaviour
      simpleParser(stream).then(
        (mail) => {
          seen += 1
          if (now.kind === 'refuse-message') return answer(refusal(now.code))
          if (now.kind === 'hold-end') {
            held += 1
            return
          }
          if (now.kind === 'drop-end') return hangUpOn(({ id }) => id === session.id)
          taken.push(mail)
          answer()
        },
        (error: Error) => answer(error),
      )
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    seen: () => seen,
    held: () => held,
    connected: () => connected,
    hangUp: () => hangUpOn(() => true),
    behave: (next) => {
      behaviour = next
    },
    release: () => {
      for (const answer of waiting.splice(0)) answer()
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
