/** Longest side a picture is kept with, in dots; enough for 100 mm at 200 dots to the inch. */
const longest = 800

/**
 * A picture as a `data:` URI, no larger than prints need. PNG stays PNG, so that what is clear in a seal stays clear.
 * Throws what the browser throws for a file that is no picture.
 */
export async function shrunkPicture(file: File): Promise<string> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return file.type === 'image/png' ? canvas.toDataURL('image/png') : canvas.toDataURL('image/jpeg', 0.9)
}
