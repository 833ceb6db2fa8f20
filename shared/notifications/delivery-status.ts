/** What a mail server reports about one recipient (RFC 3464). */
export interface ReportedRecipient {
  /** As the mail was addressed, and where it went in the end, in lower case. */
  addresses: string[]
  /** `failed`, `delayed`, `delivered`… */
  action: string
  /** Such as 5.1.1 (RFC 3463). */
  status: string
}

/** A report on a mail of ours that came back. */
export interface DeliveryReport {
  /** Of the mail that it is about, without brackets; null if the report does not have it. */
  messageId: string | null
  recipients: ReportedRecipient[]
}

type Fields = Map<string, string>

/** The fields of a block of headers, names in lower case, folded lines joined. */
function fieldsOf(block: string): Fields {
  const lines = block.replaceAll(/\n[ \t]+/g, ' ').split('\n')
  const fields: Fields = new Map()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** Headers and the rest of a message or part. */
function cut(text: string): { fields: Fields; body: string } {
  const end = text.indexOf('\n\n')
  return end < 0
    ? { fields: fieldsOf(text), body: '' }
    : { fields: fieldsOf(text.slice(0, end)), body: text.slice(end + 2) }
}

/** The parts of the outermost message: what is inside a returned mail is none. */
function partsOf(text: string): { type: string; body: string }[] {
  const { fields, body } = cut(text)
  const type = fields.get('content-type') ?? ''
  const boundary = /boundary\s*=\s*(?:"([^"]{1,100})"|([^\s;]{1,100}))/i.exec(type)
  if (!/^multipart\/report\b/i.test(type) || !boundary) return []
  const line = `\n--${boundary[1] ?? boundary[2]}`
  return `\n${body}`
    .split(line)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => cut(part.replace(/^[ \t]*\n/, '')))
    .map((part) => ({
      type: (part.fields.get('content-type') ?? 'text/plain').toLowerCase(),
      body: part.body,
    }))
}

const addressIn = (field: string | undefined): string[] => {
  const address = field?.split(';').at(-1)?.trim().replace(/^<|>$/g, '').toLowerCase()
  return address ? [address] : []
}

/** Reads a report that a mail server sent because a mail came back; null for text that is none. */
export function readDeliveryReport(text: string): DeliveryReport | null {
  const parts = partsOf(text.replaceAll('\r\n', '\n'))
  const report = parts.find(({ type }) => type.startsWith('message/delivery-status'))
  if (!report) return null
  const returned = parts.find(({ type }) => /^(message\/rfc822|text\/rfc822-headers)/.test(type))
  const id = returned && cut(returned.body).fields.get('message-id')
  const recipients = report.body
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') && fields.has('action'))
    .map((fields) => ({
      addresses: [
        ...addressIn(fields.get('original-recipient')),
        ...addressIn(fields.get('final-recipient')),
      ],
      action: (fields.get('action') ?? '').toLowerCase(),
      status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
    }))
  return { messageId: id?.replace(/^<|>$/g, '') ?? null, recipients }
}
