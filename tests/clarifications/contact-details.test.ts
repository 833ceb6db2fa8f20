import { contactDetailsIn } from '../../shared/clarifications/contact-details.ts'

const own = {
  emails: ['farah@damson-sensing.example'],
  phones: ['+353 1 555 0123'],
  domains: ['damson-sensing.example'],
}

describe('contact details in a question', () => {
  it.each([
    ['Write to farah@damson-sensing.example.', 'farah@damson-sensing.example'],
    ['Write to Jo.O’Neil+bids@Some-Firm.co.uk please', 'Neil+bids@Some-Firm.co.uk'],
    ['farah (at) gmail (dot) com', 'farah (at) gmail (dot) com'],
    ['See https://www.damson-sensing.example/manual for more', 'www.damson-sensing.example'],
    ['Ring 01632 960001.', '01632 960001'],
    ['Ring (01632) 960 001 or mail', '(01632) 960 001'],
    ['Ring 020 7946 0018?', '020 7946 0018'],
    ['Tel:0161-496-0018', '0161-496-0018'],
    ['My mobile is 07700 900 123', '07700 900 123'],
    ['07700900123', '07700900123'],
    ['+44 (0)7700 900123', '+44 (0)7700 900123'],
    ['0044 7700 900123', '0044 7700 900123'],
    ['0800 496018', '0800 496018'],
    ['Call 01204 96001', '01204 96001'],
    ['Dublin: (00353) is 1 but +353 15550123', '+353 15550123'],
  ])('are found in “%s”', (text, found) => expect(contactDetailsIn(text, own)).toEqual([found]))

  it.each([
    'Is notice 012345-2026 or 2026/S 000-012345 the one you mean?',
    'Does ocds-h6vhtk-0123ab stand for contract 01234567890?',
    'Is home UPRN 01632960001 part of it, and MPAN: 01234 567890?',
    'Is 10012345678 the UPRN, and 44000000-5 the CPV code?',
    'Between 2026-01-02 and 02.03.2027, from 0900-1700?',
    'Is £01234567890 a price, 0.1234567890 a share, and 02012345678900 too long?',
    'Company 01234567 or SC123456? Charity number 0123456?',
    'Does BS 5266-1:2016 or ISO/IEC 27001 01-03-2022 apply?',
    'See https://www.gov.uk/guidance/01632960001-form and section 3.02.07.11.12.13',
    'Are 12 @ £4.50 each, or 3@5.25, allowed? Meet us @ site.Then what?',
    'Does damson-sensing.examples or xdamson-sensing.example count?',
  ])('are not found in “%s”', (text) => expect(contactDetailsIn(text, own)).toEqual([]))

  it('are found all at once', () => {
    const text = 'Ask a@b.example or c@d.example, 01632 960001.'
    expect(contactDetailsIn(text, own)).toEqual(['a@b.example', 'c@d.example', '01632 960001'])
  })
})
