import { model, weights } from 'virtual:sight-model'
import type { Answer, Question } from './messages'
import { explicitShare } from './share'

/** A picture is looked at no larger than this: the model sees 224 by 224 in the end. */
const MOST_SIDE = 448
const PATIENCE_MS = 30_000

let worker: Worker | undefined
let next = 0

async function pixelsOf(file: Blob): Promise<Pick<Question, 'pixels' | 'width' | 'height'>> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const brush = canvas.getContext('2d')
  if (!brush) throw new Error('no canvas')
  // What is transparent would be black to the model, and white to whoever sees the post.
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, width, height)
  brush.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return { pixels: brush.getImageData(0, 0, width, height).data, width, height }
}

function askWorker(question: Question): Promise<Answer> {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const here = worker
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      here.removeEventListener('message', hear)
      here.removeEventListener('error', fail)
      settle()
    }
    const hear = (event: MessageEvent<Answer>) => event.data.id === question.id && end(() => resolve(event.data))
    const fail = () => {
      worker = undefined
      end(() => reject(new Error('the model could not be loaded')))
    }
    const timer = setTimeout(fail, PATIENCE_MS)
    here.addEventListener('message', hear)
    here.addEventListener('error', fail)
    here.postMessage(question, [question.pixels.buffer])
  })
}

/** How sure the model is that a picture is explicit, 0 to 1. It is looked at here; nothing leaves the computer. */
export async function explicitScore(file: Blob): Promise<number> {
  const picture = await pixelsOf(file)
  const answer = await askWorker({ id: next++, model, weights, ...picture })
  if (!answer.shares) throw new Error(answer.error ?? 'no answer')
  return explicitShare(answer.shares)
}
