import { askSchema } from '../../shared/clarifications/clarifications.schema.ts'
import { pollSchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { required, text } from '../../shared/challenges/fields.ts'
import { profileSections } from '../../shared/organisations/profile.schema.ts'
import { draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { readable } from '../../shared/platform/readable.ts'

describe('what somebody typed', () => {
  it.each([
    ['Is it\u0000 so?', 'Is it so?'],
    ['Up to \u202E004£\u202C a home', 'Up to 004£ a home'],
    ['One\r\n\ttwo 👩‍👩‍👧 שלום', 'One\r\n\ttwo 👩‍👩‍👧 שלום'],
    ['\u0000\u200B \u3164\u2800', ''],
    ['No \u2066sen\u200Bsors\u2069\uFEFF', 'No sensors'],
  ])('%j is read as %j', (typed, read) => expect(readable(typed)).toBe(read))

  it.each([
    ['a challenge', () => text(50, 'The title').parse('Fewer \u202Esllaf\u202C')],
    [
      'a profile',
      () => profileSections.about.parse({ whatWeDo: 'Fewer \u202Esllaf\u202C', capabilities: [] }).whatWeDo,
    ],
    [
      'a list of a profile',
      () => profileSections.accreditations.parse({ accreditations: 'Fewer \u202Esllaf' }).accreditations[0],
    ],
    ['a draft of a proposal', () => draftSchema.parse({ summary: 'Fewer \u202Esllaf\u202C' }).summary],
  ])('is read so in %s', (_where, read) => expect(read()).toBe('Fewer sllaf'))

  it('is refused in a challenge where it must be there and nothing can be seen', () => {
    expect(required(50, 'The title', 'Enter the title').safeParse('\u200B\u202E').success).toBe(false)
  })

  it('is refused where nothing of it can be seen', () => {
    const { error } = askSchema.safeParse({ text: '\u200B\u0000' })
    expect(error?.issues[0]?.message).toBe('Write your question')
    const poll = pollSchema.safeParse({ question: 'Which day?', options: 'Monday\n\u200B\nTuesday' })
    expect(poll.data?.options).toEqual(['Monday', 'Tuesday'])
  })
})
