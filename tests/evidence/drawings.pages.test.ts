import type { TestApp } from '../platform/app.ts'
import { startWithRecord } from './awards.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await startWithRecord()
}, 60_000)
afterAll(() => app.stop())

const page = async (path: string) => (await app.agent().get(path).expect(200)).text

describe('a drawing', () => {
  it('that is not drawn gives neither a table nor a file nor rows for programs', async () => {
    const text = await page('/evidence?authority=BBD&year=2024')
    const regions = /id="chart-regions"[\s\S]*?<\/section>/.exec(text)?.[0] ?? ''
    expect(regions).toContain('Too few to draw: 1.')
    expect(regions).toContain('>Records<')
    expect(regions).not.toMatch(/<table|\.csv/)
    // Over all years there are enough.
    expect(/id="chart-awards-by-year"[\s\S]*?<\/section>/.exec(text)?.[0]).toMatch(/<table[\s\S]*\.csv/)
    expect(await page('/evidence/regions.csv?authority=BBD&year=2024')).toMatch(/^[^\n]*choice\r\n$/)
    const { body } = await app.agent().get('/api/v1/evidence?authority=BBD&year=2024').expect(200)
    const { charts } = body as { charts: { id: string; rows: unknown[] }[] }
    const of = (id: string) => charts.find((chart) => chart.id === id)
    expect(of('regions')).toMatchObject({ across: 'region', counted: 1, rows: [] })
    expect(of('awards-by-year')).toMatchObject({ across: 'year', counted: 7 })
    expect(of('awards-by-year')?.rows).toHaveLength(2)
  })

  it('says where it has all years, and so does its file, whichever is chosen', async () => {
    const text = await page('/evidence?authority=BBD&year=2025')
    expect(text).toMatch(/id="chart-awards-by-year">Awards on public record each year, all years</)
    expect(text).toContain('Of 2025: 6 of the 7 awards of all years on record here; the most of 2025.')
    expect(text).toMatch(/id="chart-procedures">How contracts on public record were bought</)
    expect(await page('/evidence?authority=BBD')).not.toContain('all years<')
    const file = await page('/evidence/awards-by-year.csv?authority=BBD&year=2025')
    expect(file).toContain('2024,1,,,1,0,count,"Blackburn with Darwen Borough Council, all years"')
    expect(await page('/evidence/categories.csv?year=2025')).toContain('"2025, all categories"')
    expect(await page('/evidence/firms.csv?year=2025')).toContain(',share,2025\r\n')
    expect(await page('/evidence/firms.csv')).toContain(',share,everything\r\n')
  })
})
