/*
 * Stands before everything else and needs none of it: when a piece of the page could not be had, the browser gives the
 * whole page up without a word. Then it is loaded anew once; if that does not help, it says so instead of staying empty.
 */

const recoveredAt = 'mortise.recoveredAt'
const pause = 60_000

/** True the first time within a minute. Without storage nobody could tell, and it might go on for ever. */
function mayReload(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(recoveredAt) ?? 0) < pause) return false
    sessionStorage.setItem(recoveredAt, String(Date.now()))
    return true
  } catch {
    return false
  }
}

/** The one screen that has to do without the product's own words and parts. */
function say(): void {
  const root = document.getElementById('root')
  if (root === null || root.childElementCount > 0) return
  const zh = navigator.language.startsWith('zh')
  const box = document.createElement('div')
  box.setAttribute('role', 'alert')
  box.style.cssText =
    'max-width:24em;margin:20vh auto;padding:0 1em;font:16px/1.6 system-ui,sans-serif;text-align:center'
  const words = document.createElement('p')
  words.textContent = zh
    ? '页面没有完整加载。请检查网络后重试。'
    : 'The page did not load completely. Check the network and try again.'
  const again = document.createElement('button')
  again.type = 'button'
  again.textContent = zh ? '重新加载' : 'Load again'
  again.style.cssText = 'font:inherit;padding:.4em 1.2em;cursor:pointer'
  again.addEventListener('click', () => location.reload())
  box.append(words, again)
  root.append(box)
}

addEventListener(
  'error',
  ({ target }) => {
    // Of the many pieces only the first one of all carries the page.
    if (!(target instanceof HTMLScriptElement) || target.type !== 'module') return
    if (mayReload()) location.reload()
    else say()
  },
  true,
)
