//! cotejo
