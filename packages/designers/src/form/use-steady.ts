import { useLayoutEffect, useRef, useState } from 'react'

/**
 * The same object for always, which does what the newest one does: what keeps it need not be drawn anew to act on how
 * things stand now.
 */
export function useSteady<Value extends object>(value: Value): Value {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  const [steady] = useState(
    () =>
      new Proxy({} as Value, {
        get: (_, key) => Reflect.get(latest.current, key),
      }),
  )
  return steady
}
