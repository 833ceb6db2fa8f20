import { receiptSchema, type SignedReceipt } from '../../shared/proposals/receipt.ts'
import { AppError } from '../platform/errors.ts'
import { isGenuine, publishedKeys } from './receipt-keys.ts'

/** What a check of a receipt found. */
export interface CheckedReceipt {
  isGenuine: boolean
  receipt: SignedReceipt
}

/**
 * Checks the text of a receipt against the keys of this site. Needs no account, and tells nothing that the text does
 * not say itself.
 * @throws AppError invalid, at the field `receipt`, for what is no receipt
 */
export async function checkReceipt(text: string): Promise<CheckedReceipt> {
  const parsed = receiptSchema.safeParse(asJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.join('.')
    const words = `This is not the whole text of a receipt${place ? `: look at “${place}”` : ''}. Open the file, select everything and paste it.`
    throw new AppError('invalid', words, { receipt: words })
  }
  return { isGenuine: isGenuine(parsed.data, await publishedKeys()), receipt: parsed.data }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
