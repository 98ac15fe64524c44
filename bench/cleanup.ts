/** What a bench has to undo; a bench that is stopped or fails leaves nothing running either. */
const left: (() => unknown)[] = []

/** Runs `undo` when the bench ends, the last one first. */
export function atEnd(undo: () => unknown): void {
  left.push(undo)
}

/** Undoes everything now. One that fails is told of and does not keep the others. */
export async function cleanUp(): Promise<void> {
  for (let undo = left.pop(); undo; undo = left.pop()) {
    try {
      await undo()
    } catch (error) {
      console.error(error)
    }
  }
}
