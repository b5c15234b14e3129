import { toFailure } from '../../../app/failure.ts';
import { lookAt } from '../folderState.ts';

/** A second copy of the application looking at a folder: prints the failure, or what it found. */
try {
  console.log(JSON.stringify(lookAt(process.argv[2]!)));
} catch (error) {
  console.log(JSON.stringify(toFailure(error)));
}
