import { askSchema } from '../../shared/clarifications/clarifications.schema.ts'
import { pollSchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { readable } from '../../shared/platform/readable.ts'

describe('what somebody typed', () => {
  it.each([
    ['Is it\u0000 so?', 'Is it so?'],
    ['Up to \u202E004£\u202C a home', 'Up to 004£ a home'],
    ['One\r\n\ttwo 👩‍👩‍👧 שלום', 'One\r\n\ttwo 👩‍👩‍👧 שלום'],
    ['\u0000\u200B \u3164\u2800', ''],
  ])('%j is read as %j', (typed, read) => expect(readable(typed)).toBe(read))

  it('is refused where nothing of it can be seen', () => {
    const { error } = askSchema.safeParse({ text: '\u200B\u0000' })
    expect(error?.issues[0]?.message).toBe('Write your question')
    const poll = pollSchema.safeParse({ question: 'Which day?', options: 'Monday\n\u200B\nTuesday' })
    expect(poll.data?.options).toEqual(['Monday', 'Tuesday'])
  })
})
