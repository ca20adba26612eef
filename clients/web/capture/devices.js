/** The microphones of this device. Browsers tell their names once one of them has been used. */

/** Names that stand for one of the others. */
const STAND_INS = new Set(['', 'default', 'communications']);

/**
 * @param {Pick<MediaDevices, 'enumerateDevices'>} devices
 * @returns {Promise<MediaDeviceInfo[]>}
 */
export async function listMicrophones(devices) {
  const all = await devices.enumerateDevices();
  return all.filter(({ kind, deviceId }) => kind === 'audioinput' && !STAND_INS.has(deviceId));
}
