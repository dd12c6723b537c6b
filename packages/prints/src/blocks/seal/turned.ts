/** A square picture turned about its middle, as an SVG that holds all of it; `side` is the side of that. */
export function turnedPicture(
  image: string,
  given: { readonly size: number; readonly rotation: number; readonly opacity: number },
): { readonly svg: string; readonly side: number } {
  const { size, rotation, opacity } = given
  const angle = (rotation * Math.PI) / 180
  const side = size * (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)))
  const at = (side - size) / 2
  const turn = `transform="rotate(${rotation} ${side / 2} ${side / 2})"`
  const picture = `<image xlink:href="${image}" x="${at}" y="${at}" width="${size}" height="${size}" opacity="${opacity}" ${turn}/>`
  const head = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
  const svg = `<svg ${head} viewBox="0 0 ${side} ${side}" width="${side}" height="${side}">${picture}</svg>`
  return { svg, side }
}
