const rankWords =
  /\b(?:metropolitan|london|royal|county|city|district|town|borough|council|unitary|authority|of|the)\b/gi

/** `Blackburn with Darwen` for `Blackburn With Darwen Borough Council`: enough where the reader knows it is a council. */
export function shortBuyer(name: string): string {
  // A description, such as `An example district council`: nothing of it is a name.
  if (/^an? /i.test(name)) return name[0]?.toLowerCase() + name.slice(1)
  const short = name
    .replace(/\s*\(.*?\)\s*/g, ' ')
    .replace(/^(?:the )?(?:(?:royal|london) borough|city|county) of /i, '')
    .replace(
      /\s+(?:(?:metropolitan|london|royal|county|city|district|town)\s+)*(?:borough|district|city|county|town)?\s*council\b.*$/i,
      '',
    )
    .trim()
  const plain = short || name.trim()
  return plain === plain.toUpperCase() || / With /.test(plain) ? inTitleCase(plain) : plain
}

const inTitleCase = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(/ (With|And|Of|The|On|In|Upon|By) /g, (word) => word.toLowerCase())

/** What two spellings of one buyer have in common. */
export const buyerKey = (name: string): string =>
  name
    .replace(rankWords, ' ')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
