import { openBrowser } from './support/browser.ts'
import { signIn } from './support/person.ts'
const browser = await openBrowser()
const product = { url: 'http://127.0.0.1:4871', email: 'admin@example.com', password: 'story-password-1' } as never
const shots = process.argv.slice(2)
for (const [name, opts, path, act] of [
  ['light', {}, '/design/mail/quote_sent', ''],
  ['phone', { width: 390, height: 844 }, '/design/mail/quote_sent', ''],
  ['dark', { dark: true }, '/design/mail/contract_renewal', 'dark'],
  ['preview', {}, '/design/mail/contact_welcome', 'preview'],
  ['en', { locale: 'en-US' }, '/design/mail/quote_sent', 'write'],
] as const) {
  if (shots.length > 0 && !shots.includes(name)) continue
  const page = await signIn(browser, product, opts as never)
  await page.goto(path)
  page.on('console', (m) => { if (m.type() === 'error') console.log(name, m.text().slice(0, 300)) })
  page.on('pageerror', (e) => console.log(name, 'ERR', String(e).slice(0, 300)))
  try {
    await page.locator('.d-mail-block').first().waitFor({ timeout: 20000 })
    if (act === 'dark') await page.getByRole('button', { name: '深色' }).last().click()
    if (act === 'preview') await page.getByRole('tab', { name: '收到的样子' }).or(page.getByText('收到的样子')).first().click()
    if (act === 'write') await page.locator('.d-mail-block[data-at="/blocks/2"]').dblclick()
    await page.waitForTimeout(1500)
  } catch (e) { console.log(name, String(e).slice(0, 400)) }
  await page.screenshot({ path: `/tmp/rb-${name}.png`, fullPage: false })
  await page.context().close()
}
await browser.close()
