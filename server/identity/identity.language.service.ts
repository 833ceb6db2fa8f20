import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { Language } from '../../shared/platform/language.ts'
import { languageChosen } from '../../shared/identity/identity.events.ts'
import { identityPolicy } from './identity.policy.ts'
import { loadUser } from './identity.register.service.ts'

/** From now on e-mails come in this language, and pages do where the browser has chosen none. */
export async function chooseLanguage(actor: Actor, language: Language): Promise<void> {
  const { userId } = actor
  await transaction(async (session) => {
    const user = await loadUser(userId, session)
    allow(identityPolicy.change(actor, { userId: user._id }), 'Everybody changes their own account only')
    if (user.language === language) return
    user.set({ language })
    await user.save({ session })
    await record(session, actor, languageChosen, { userId, language })
  })
}
