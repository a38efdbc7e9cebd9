//! Codes of other kinds than QR: Code 39, Code 128, Interleaved 2 of 5, Data Matrix, PDF417 and Aztec.
//!
//! They are read by `rxing`, a port of ZXing in plain Rust, which needs no C++ compiler; it reads fewer of the hard
//! photographs than [`crate::qr`] does. It takes long to build, so that it is behind the feature `barcodes`. Without the
//! feature [`find`] finds nothing, and [`Form::of`](crate::Form::of) refuses a form whose code is of such a kind.

#[cfg(feature = "barcodes")]
mod zxing;

use crate::grey::Grey;
use model::CodeKind;

/// Whether this build reads codes of that kind: QR codes always, the others with the feature `barcodes`.
pub fn is_supported(kind: CodeKind) -> bool {
    kind == CodeKind::Qr || cfg!(feature = "barcodes")
}

/// The text of a code of that kind in a picture; `None` where there is none, and for [`CodeKind::Qr`], which
/// [`crate::qr::find`] finds.
///
/// Linear codes have weak check digits or none. One counts only if it reads the same along two lines.
///
/// ```
/// let empty = sheet::Grey::new(40, 30, vec![255; 1_200]);
/// assert_eq!(sheet::barcode::find(&empty, model::CodeKind::Code128), None);
/// ```
pub fn find(grey: &Grey, kind: CodeKind) -> Option<Vec<u8>> {
    up_to(grey, kind, 1).into_iter().next()
}

/// The texts of all codes of that kind in a picture, 16 at most, each once, in their order. Of linear codes side by side
/// some may be lost; an Aztec code is found around the picture's middle alone.
pub fn find_all(grey: &Grey, kind: CodeKind) -> Vec<Vec<u8>> {
    up_to(grey, kind, 16)
}

fn up_to(grey: &Grey, kind: CodeKind, most: usize) -> Vec<Vec<u8>> {
    #[cfg(feature = "barcodes")]
    return zxing::find(grey, kind, most);
    #[cfg(not(feature = "barcodes"))]
    {
        let _ = (grey, kind, most);
        Vec::new()
    }
}
