import { openBrowser } from './support/browser.ts'
const [w, h, theme, out, ...paths] = process.argv.slice(2)
const browser = await openBrowser()
const ctx = await browser.newContext({ viewport: { width: Number(w), height: Number(h) }, locale: process.env['LOC'] ?? 'zh-CN', colorScheme: theme === 'dark' ? 'dark' : 'light', deviceScaleFactor: 1 })
const page = await ctx.newPage()
const base = 'http://127.0.0.1:3391'
await page.goto(base)
await page.locator('input[type=email], input[name=email]').first().fill(process.env['WHO'] ?? 'admin@example.com')
await page.locator('input[type=password]').first().fill('story-password-1')
await page.keyboard.press('Enter')
await page.waitForTimeout(4000)
if (process.env['EN'] !== undefined) console.log(await page.evaluate(async (l) => (await fetch('/api/me', { method: 'PUT', headers: { 'content-type': 'application/json', 'x-mortise': '1' }, body: JSON.stringify({ locale: l }) })).status, process.env['EN']))
for (const p of paths) {
  const [path, name] = p.split('=>')
  await page.goto(base + path)
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(Number(process.env['WAIT'] ?? 1800))
  await page.screenshot({ path: `${out}/${name ?? path.replace(/\W+/g, '_')}-${w}-${theme}.png` })
  console.log(path, page.url())
}
await browser.close()
