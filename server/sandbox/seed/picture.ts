import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { encodeJson } from '../wire/json-encode'
import { Random } from './random'

const WIDTH = 480
const HEIGHT = 320
/** Where the sandbox serves its pictures, in the place of the object storage of a real server. */
export const PICTURE_PREFIX = '/object/demo/'

/** The content of a picture message whose picture the sandbox draws itself. */
export function pictureContent(name: string, base: string): string {
  const url = `${base}${PICTURE_PREFIX}${encodeURIComponent(name.replace(/\s+/g, '-'))}.png`
  const uuid = createHash('md5').update(name).digest('hex')
  const size = WIDTH * HEIGHT
  const whole = { uuid, type: 'image/png', size, width: WIDTH, height: HEIGHT, url }
  return encodeJson({ sourcePath: '', sourcePicture: whole, bigPicture: whole, snapshotPicture: whole })
}

type Colour = readonly [number, number, number]

/** A landscape as a PNG file; the same name gives the same picture. */
export function drawPicture(name: string): Buffer {
  const random = new Random(createHash('md5').update(name).digest().readUInt32BE())
  const hue = random.next()
  const sky: Colour = [90 + hue * 130, 130 + random.next() * 80, 170 + random.next() * 70]
  const glow: Colour = [240, 190 + random.next() * 50, 150 + hue * 60]
  const hills = [0.55, 0.68, 0.82].map((height, i) => ({
    height: height * HEIGHT,
    wave: 14 + random.next() * 26,
    length: 40 + random.next() * 90,
    shift: random.next() * 500,
    colour: [70 - i * 18, 110 - i * 22 + hue * 30, 90 - i * 20] satisfies Colour,
  }))
  const sun = { x: random.int(60, WIDTH - 60), y: random.int(40, 130), r: random.int(18, 34) }
  const colourAt = (x: number, y: number): Colour => {
    const hill = hills.findLast((h) => y > h.height + Math.sin((x + h.shift) / h.length) * h.wave)
    if (hill) return hill.colour
    if ((x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2) return [255, 244, 214]
    const mix = y / (HEIGHT * 0.7)
    return [blend(sky[0], glow[0], mix), blend(sky[1], glow[1], mix), blend(sky[2], glow[2], mix)]
  }
  return png(colourAt)
}

function blend(a: number, b: number, mix: number): number {
  return a + (b - a) * Math.min(1, Math.max(0, mix))
}

function png(colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(HEIGHT * (WIDTH * 3 + 1))
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    at++ // filter type 0
    for (let x = 0; x < WIDTH; x++) for (const part of colourAt(x, y)) rows[at++] = Math.round(part)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows)
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(data: Buffer): number {
  let crc = 0xffffffff
  for (const byte of data) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
