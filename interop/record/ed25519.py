"""Ed25519 signatures by the rules of ZIP 215, in plain Python: RFC 8032's curve, the equation with the cofactor.

Encodings of A and R need not be canonical and points of small order are let through; s must be below L.
A multiple of the base point, or of a key that signs often, is a sum out of a table of windows.
"""

import functools
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
TABLE_AFTER = 6  # signatures of one key, after which a table of its multiples is worth making


def decode(encoded):
    """The point of 32 bytes, canonical or not; None where there is none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, (number & ((1 << 255) - 1)) % P
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == P - u and u:
        x = x * SQRT_M1 % P
    if (v * x * x - u) % P:
        return None
    if x & 1 != sign:
        x = -x % P  # of x = 0 the sign says nothing
    return (x, y, 1, x * y % P)


def encode(point):
    """The canonical 32 bytes of a point."""
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def negate(point):
    x, y, z, t = point
    return (-x % P, y, z, -t % P)


def add(first, second):
    """The complete sum of two points."""
    x1, y1, z1, t1 = first
    x2, y2, z2, t2 = second
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def double(point):
    x, y, z, _ = point
    a, b = x * x % P, y * y % P
    h = a + b
    e = h - (x + y) * (x + y)
    g = a - b
    f = 2 * z * z + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def is_identity(point):
    x, y, z, _ = point
    return x % P == 0 and (y - z) % P == 0


def affine(points):
    """Points as (y − x, y + x, 2dxy), by one inversion for all (Montgomery's trick)."""
    products = [1]
    for point in points:
        products.append(products[-1] * point[2] % P)
    inverse = pow(products[-1], -1, P)
    made = [None] * len(points)
    for at in range(len(points) - 1, -1, -1):
        x, y, z, _ = points[at]
        one, inverse = inverse * products[at] % P, inverse * z % P
        x, y = x * one % P, y * one % P
        made[at] = ((y - x) % P, (y + x) % P, 2 * D * x * y % P)
    return made


def windows(point, bits):
    """Of each window of `bits` bits of a scalar the multiples 1 to 2^bits − 1 of 2^(its place) · point."""
    count, size, flat = -(-256 // bits), (1 << bits) - 1, []
    for _ in range(count):
        multiple = point
        for _ in range(size):
            flat.append(multiple)
            multiple = add(multiple, point)
        point = multiple  # 2^bits times the point
    made = affine(flat)
    return bits, [made[at * size : (at + 1) * size] for at in range(count)]


def multiply_by_table(table, scalar, into=IDENTITY):
    """into + scalar · the table's point."""
    bits, rows = table
    mask = (1 << bits) - 1
    x1, y1, z1, t1 = into
    for row in rows:
        digit = scalar & mask
        scalar >>= bits
        if digit:
            minus, plus, td = row[digit - 1]
            a, b, c, d = (y1 - x1) * minus % P, (y1 + x1) * plus % P, t1 * td % P, 2 * z1
            e, f, g, h = b - a, d - c, d + c, b + a
            x1, y1, z1, t1 = e * f % P, g * h % P, f * g % P, e * h % P
    return (x1, y1, z1, t1)


def multiply(point, scalar):
    """scalar · point, by windows of four bits from the top."""
    multiples = [IDENTITY]
    for _ in range(15):
        multiples.append(add(multiples[-1], point))
    result = IDENTITY
    for shift in range(252, -4, -4):
        result = double(double(double(double(result))))
        result = add(result, multiples[scalar >> shift & 15])
    return result


@functools.cache
def base_table():
    """Multiples of the base point, y = 4/5 and x even."""
    return windows(decode((4 * pow(5, -1, P) % P).to_bytes(32, "little")), 8)


class PublicKey:
    """A public key's 32 bytes, whether or not they are a point."""

    def __init__(self, encoded):
        self.encoded = encoded
        self.uses = 0
        self.table = None

    @functools.cached_property
    def minus(self):
        point = decode(self.encoded)
        return point and negate(point)

    def verifies(self, message, signature):
        """Whether [8][s]B = [8]R + [8][k]A."""
        if len(signature) != 64 or len(self.encoded) != 32 or self.minus is None:
            return False
        point, s = decode(signature[:32]), int.from_bytes(signature[32:], "little")
        if point is None or s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(signature[:32] + self.encoded + message).digest(), "little") % L
        self.uses += 1
        if self.uses > TABLE_AFTER and self.table is None:
            self.table = windows(self.minus, 4)
        minus_ka = multiply_by_table(self.table, k) if self.table else multiply(self.minus, k)
        rest = add(multiply_by_table(base_table(), s, minus_ka), negate(point))
        return is_identity(double(double(double(rest))))
