import { CharacterCount } from 'govuk-frontend'
import { countWords } from '../../shared/platform/count-words.ts'

/** Has the counts under fields count words as the server does; the component alone counts `well-known` as two. */
export function countWordsOurWay(): void {
  const { prototype } = CharacterCount
  const countTheirWay = prototype.updateCount
  prototype.updateCount = function updateCount(this: typeof prototype) {
    if (this.config.countType === 'words') this.count = countWords(this.$textarea.value)
    else countTheirWay.call(this)
  }
}
