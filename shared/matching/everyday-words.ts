// Words that two texts share without meaning the same thing. They may rank; as a reason they would say nothing.
const everyday = `
zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand
million half third quarter first second last next once twice half-way double single several many number numbers
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december day days week weeks weekly month months monthly year years yearly annual hour hours minute
minutes time times today tomorrow yesterday morning evening night season summer winter spring autumn early late soon
able ask asked asking back bad based become began begin best better big bring brought call called came change changed
changes come comes coming common cost costs country county deal decide decision different difficult done easier easy
end ends enough even example expect fact fair far fast fewer find fit fix follow found full gave get getting give given
gives giving go goes going gone good got great group grow hard help helped helps hear heard hold idea ideas important
keep kept kind knew know known large learn learned leave led left less let level like likely line list little live long
look looked looking lose lost lot low main matter mean means meet met miss money move much near never nobody offer
often old one open own part past pay people person place places plan planned plans point price prices problem problems
proper public put question quick quickly quite reach read ready real really reason record recorded result results right
round run said save say says see seen sees send sent show shown side simple small something sort speak spend stand start
started stay step still stop story sure take taken takes taking talk tell ten test tests thing things think thought
together told took town true try turn turned type types understand use useful user users wait waited waiting want wanted
wants warm way ways well went whole wide within word words work worked worker workers working works worse worst write
written wrong yet young challenge challenges outcome outcomes local area areas region regional measure measures nearly
improve improved improvement improving increase reduce reduced reduces reducing support supported supporting supports
system systems deliver delivered delivering delivery develop developed developing development manage managed management
solution solutions current available new make makes build built change quality process processes programme approach
somebody anybody everybody someone anyone everyone fell manager managers age ages aged alone feel feels felt happen happens
happened need needs needed afraid worry worries cannot today sometimes usually every each both another other others whose
electric closed close site sites building buildings office officer officers staff team teams member members resident
residents community english lead leads
`
// The number of a lot tells who may be called off from it, and nothing of what is needed.
const lotNumber = /^lot \d/
const words: ReadonlySet<string> = new Set(everyday.trim().split(/\s+/))

/** True for a word that can stand as a reason by itself: `damp`, `retrofit`; false for `ten` and `getting`. */
export function isTellingWord(word: string): boolean {
  const lower = word.toLowerCase()
  if (lotNumber.test(lower)) return false
  return lower.length > 2 && !words.has(lower) && !(lower.endsWith('s') && words.has(lower.slice(0, -1)))
}
