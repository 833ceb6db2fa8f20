import { htmlFaults } from './html-faults.ts'

const page = (content: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title></head><body><main id="main">${content}</main></body></html>`

it('is content with a page that shuts nobody out', () => {
  const form = '<label for="q">Word</label><input id="q" name="q"><label><input name="both"> Both</label>'
  expect(htmlFaults(page(`<h1>Hello</h1><a href="#main">Skip</a>${form}<button>Send</button>`))).toEqual([])
})

it.each([
  ['no heading', '', '0 h1'],
  ['two headings', '<h1>A</h1><h1>B</h1>', '2 h1'],
  ['an id twice', '<h1>A</h1><p id="a"></p><p id="a"></p>', '#a is there twice'],
  ['a field without a name', '<h1>A</h1><input name="q">', 'nothing names q'],
  ['a link without words', '<h1>A</h1><a href="/x"><svg></svg></a>', 'nothing names <a href="/x">'],
  ['a picture without words', '<h1>A</h1><img src="/x">', 'no words for <img'],
  ['a hint that is not there', '<h1>A</h1><p aria-describedby="gone"></p>', '#gone leads nowhere'],
  ['tags that cross', '<h1>A</h1><ul><li><div>B</li></ul>', '</li> where <div> stands open'],
  ['a tag too many', '<h1>A</h1><div>B</div></div>', '</div> where <main> stands open'],
  ['a link to nothing', '<h1>A</h1><a href="#gone">Go</a>', '#gone leads nowhere'],
])('finds %s', (_what, content, fault) => {
  expect(htmlFaults(page(content))).toEqual([expect.stringContaining(fault)])
})
