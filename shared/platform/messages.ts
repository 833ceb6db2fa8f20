import { z } from 'zod'

const ownWords = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `Use ${issue.maximum} characters or fewer`
        : `The most is ${issue.maximum}`
    case 'too_small':
      return issue.origin === 'string' ? 'This is needed' : `The least is ${issue.minimum}`
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'This is needed'
        : `This must be ${/^[aeio]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
    case 'invalid_value':
      return `Choose one of: ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return issue.format === 'email'
        ? 'Enter an e-mail address like name@example.org'
        : 'This has not the right form'
    case 'unrecognized_keys':
      return `Not known here: ${issue.keys.join(', ')}`
    case 'invalid_union':
      return 'This has not the right form'
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return undefined
  }
}

/** Gives every schema plain words for what it has no message of its own for. Called once by each process. */
export function speakPlainly(): void {
  z.config({ customError: ownWords })
}
