import { sealPhone } from '#kernel/identity/phone.ts';
import type { World } from './world.ts';

/** Everybody who is there can be called: 13900000000, sealed as a person's number is. */
export async function giveTelephones({ database: { owner }, platform }: World): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select id from person');
  for (const { id } of rows) {
    const { phone, phone_masked, phone_index } = sealPhone(platform.vault, id, '13900000000');
    await owner.query('update person set phone = $2, phone_masked = $3, phone_index = $4 where id = $1', [
      id,
      phone,
      phone_masked,
      phone_index,
    ]);
  }
}
