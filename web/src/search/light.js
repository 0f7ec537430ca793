// Words that find nothing alone: legal forms of companies, particles and titles. They are those of
// graphkit/model/names/tokens.py.

const FORMS =
  "llc lc ooo gmbh sarl srl sro ltda bv bvba doo kft spzoo eood ood tov too sia pllc sl slu ltd limited pte pty " +
  "pvt unlimited ultd plc ag sa oao pao ao ojsc jsc pjsc zao cjsc nv spa ab asa as oyj oy inc incorporated corp " +
  "corporation co company cie compagnie kk kg kgaa ohg se sas scs aps anstalt lp llp lllp partnership";
const PARTICLES =
  "a abu al an and ar as ash at ben bin bint da de del della den der di dos dr du e el et for haji hajji i ibn ii " +
  "iii iv jr la le les los mr mrs ms of ould prof shaikh sheikh sir sr ter the to ul und ur van von y";

export const LIGHT = new Set(`${FORMS} ${PARTICLES}`.split(" "));
