import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';

/// A box, and a number into it.
export default buildModule('Box', module => {
  const box = module.contract('Box', ['ignited', 1n]);
  module.call(box, 'store', [33n]);
  return { box };
});
