import type {PublicCall, PublicHandler} from '../call.ts';
import type {Proof} from '../../desk/sign-in.ts';
import {openInvitation, sendSignInCode, signIn} from '../../desk/sign-in.ts';
import {Problem} from '../../office/problem.ts';
import type {Transaction} from '../../storage/storage.ts';

/** Runs in one transaction. A problem that commits is told when what it counted is written. */
export async function settled<T>(call: PublicCall, run: (tx: Transaction) => Promise<T>): Promise<T> {
  const outcome = await call.office.storage.transaction(async tx => {
    try {
      return await run(tx);
    } catch (error) {
      if (error instanceof Problem && error.commits) return error;
      throw error;
    }
  });
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

export const publicSignInHandlers: Record<string, PublicHandler> = {
  'signIn.code': call => {
    const wanted = call.body as {phone: string; organizationSlug?: string};
    return settled(call, tx => sendSignInCode(call.office, tx, {...wanted, address: call.address}));
  },
  'signIn.verify': call => settled(call, tx => signIn(call.office, tx, call.body as Proof)),
  'signIn.invitation': call =>
    settled(call, tx => openInvitation(call.office, tx, (call.body as {token: string}).token)),
};
